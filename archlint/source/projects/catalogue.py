"""
What is imported of distributions whose own name does not tell it.

One distribution a line, sorted; then the modules that are its own, down to where its namespace ends; what is indented
goes on. Facts only. A distribution that is imported under its own name, `-` written as `_`, needs a line only where
others provide that name too.
"""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["catalogue"]

_LINES: Final = """
antlr4-python3-runtime: antlr4
apache-airflow: airflow
apache-airflow-core: airflow
apache-airflow-task-sdk: airflow.sdk
apache-flink: pyflink
apache-libcloud: libcloud
apache-superset: superset
argon2-cffi: argon2
atlassian-python-api: atlassian
attrs: attr attrs
auth0-python: auth0
aws-cdk-lib: aws_cdk
azure-core: azure.core
azure-cosmos: azure.cosmos
azure-data-tables: azure.data.tables
azure-identity: azure.identity
azure-keyvault-secrets: azure.keyvault.secrets
azure-servicebus: azure.servicebus
azure-storage-blob: azure.storage.blob
azure-storage-file-datalake: azure.storage.filedatalake
azure-storage-file-share: azure.storage.fileshare
azure-storage-queue: azure.storage.queue
beautifulsoup4: bs4
biopython: Bio BioSQL
brotli: brotli
brotlipy: brotli
camelot-py: camelot
cassandra-driver: cassandra cqlengine
cffi: cffi _cffi_backend
cx-oracle: cx_Oracle
databricks-sdk: databricks.sdk
databricks-sql-connector: databricks.sql
dbt-core: dbt
delta-spark: delta
discord-py: discord
django-allauth: allauth
django-axes: axes
django-ckeditor: ckeditor ckeditor_uploader
django-constance: constance
django-cors-headers: corsheaders
django-crispy-forms: crispy_forms
django-debug-toolbar: debug_toolbar
django-environ: environ
django-filter: django_filters
django-guardian: guardian
django-haystack: haystack
django-health-check: health_check
django-import-export: import_export
django-ipware: ipware
django-js-asset: js_asset
django-model-utils: model_utils
django-modelcluster: modelcluster
django-mptt: mptt
django-ninja: ninja
django-oauth-toolkit: oauth2_provider
django-permissionedforms: permissionedforms
django-polymorphic: polymorphic
django-reversion: reversion
django-simple-history: simple_history
django-storages: storages
django-taggit: taggit
django-timezone-field: timezone_field
django-treebeard: treebeard
django-waffle: waffle
django-webpack-loader: webpack_loader
djangorestframework: rest_framework
djangorestframework-simplejwt: rest_framework_simplejwt
dnspython: dns
dogpile-cache: dogpile.cache dogpile.lock dogpile.util dogpile.core
drf-nested-routers: rest_framework_nested
elastic-apm: elasticapm
factory-boy: factory
faiss-cpu: faiss
faiss-gpu: faiss
ffmpeg-python: ffmpeg
fonttools: fontTools
gitpython: git
google-api-core: google.api_core
google-api-python-client: googleapiclient apiclient
google-auth: google.auth google.oauth2
google-cloud-aiplatform: google.cloud.aiplatform vertexai
google-cloud-bigquery: google.cloud.bigquery
google-cloud-core: google.cloud._helpers google.cloud._http google.cloud.client google.cloud.exceptions
    google.cloud.operation
google-cloud-error-reporting: google.cloud.error_reporting google.cloud.errorreporting_v1beta1
google-cloud-firestore: google.cloud.firestore google.cloud.firestore_v1
google-cloud-kms: google.cloud.kms google.cloud.kms_v1
google-cloud-logging: google.cloud.logging google.cloud.logging_v2
google-cloud-pubsub: google.cloud.pubsub google.cloud.pubsub_v1
google-cloud-secret-manager: google.cloud.secretmanager google.cloud.secretmanager_v1
google-cloud-storage: google.cloud.storage
google-cloud-tasks: google.cloud.tasks google.cloud.tasks_v2
google-genai: google.genai
google-generativeai: google.generativeai
google-resumable-media: google.resumable_media google._async_resumable_media
googleapis-common-protos: google.api google.cloud.extended_operations_pb2 google.gapic.metadata google.logging.type
    google.longrunning google.rpc google.type
graphql-core: graphql
grpc-google-iam-v1: google.iam.v1
grpcio: grpc
grpcio-health-checking: grpc_health
grpcio-reflection: grpc_reflection
grpcio-status: grpc_status
grpcio-testing: grpc_testing
grpcio-tools: grpc_tools
haystack-ai: haystack
hidapi: hid
hydra-core: hydra
ibm-db: ibm_db ibm_db_dbi
impyla: impala
ipython: IPython
jpype1: jpype
jupyter-core: jupyter_core jupyter
kafka-python: kafka
kafka-python-ng: kafka
levenshtein: Levenshtein
libusb1: usb1
linkify-it-py: linkify_it
llama-cpp-python: llama_cpp
m2crypto: M2Crypto
markdown-it-py: markdown_it
mkdocs-material: material
mysql-connector-python: mysql.connector _mysql_connector
mysqlclient: MySQLdb
nats-py: nats
netcdf4: netCDF4
nvidia-ml-py: pynvml
odfpy: odf
openai-whisper: whisper
opencv-contrib-python: cv2
opencv-contrib-python-headless: cv2
opencv-python: cv2
opencv-python-headless: cv2
opensearch-py: opensearchpy
opentelemetry-api: opentelemetry._logs opentelemetry.attributes opentelemetry.baggage opentelemetry.context
    opentelemetry.environment_variables opentelemetry.metrics opentelemetry.propagate opentelemetry.propagators
    opentelemetry.trace opentelemetry.util
opentelemetry-instrumentation: opentelemetry.instrumentation
opentelemetry-proto: opentelemetry.proto
opentelemetry-sdk: opentelemetry.sdk
opentelemetry-semantic-conventions: opentelemetry.semconv
paho-mqtt: paho.mqtt
pastedeploy: paste.deploy
pdfminer-six: pdfminer
pillow: PIL
pillow-simd: PIL
pinecone-client: pinecone
pip-tools: piptools
proto-plus: proto
protobuf: google.protobuf google._upb
psycopg2: psycopg2
psycopg2-binary: psycopg2
py-cord: discord
py-cpuinfo: cpuinfo
pyahocorasick: ahocorasick
pycairo: cairo
pycryptodome: Crypto
pycryptodomex: Cryptodome
pydispatcher: pydispatch
pyenchant: enchant
pygithub: github
pygobject: gi pygtkcompat
pyhamcrest: hamcrest
pyicu: icu
pyinstaller: PyInstaller
pyjwt: jwt
pykcs11: PyKCS11
pymongo: pymongo bson gridfs
pymupdf: fitz pymupdf
pynacl: nacl
pyopengl: OpenGL
pyopenssl: OpenSSL
pypdf2: PyPDF2
pyqt5: PyQt5
pyqt6: PyQt6
pyrsistent: pyrsistent pvectorc
pysaml2: saml2
pyscard: smartcard
pyserial: serial
pyshp: shapefile
pyside2: PySide2 shiboken2
pyside6: PySide6
pysocks: socks sockshandler
pytest: pytest _pytest py
python-barcode: barcode
python-bidi: bidi
python-box: box
python-can: can
python-consul: consul
python-crontab: crontab
python-dateutil: dateutil
python-decouple: decouple
python-docx: docx
python-dotenv: dotenv
python-engineio: engineio
python-frontmatter: frontmatter
python-gitlab: gitlab
python-gnupg: gnupg
python-hcl2: hcl2
python-jenkins: jenkins
python-jose: jose
python-json-logger: pythonjsonlogger
python-keycloak: keycloak
python-ldap: ldap ldapurl ldif slapdtest _ldap
python-levenshtein: Levenshtein
python-magic: magic
python-memcached: memcache
python-multipart: multipart python_multipart
python-nmap: nmap
python-pptx: pptx
python-slugify: slugify
python-snappy: snappy
python-socketio: socketio
python-stdnum: stdnum
python-telegram-bot: telegram
python-vlc: vlc
python-xlib: Xlib
python3-openid: openid
python3-saml: onelogin
pytorch-lightning: pytorch_lightning lightning_fabric
pyusb: usb
pywavelets: pywt
pywebview: webview
pywin32: win32api win32com win32con win32event win32file win32gui win32process win32security win32service
    win32serviceutil pythoncom pywintypes servicemanager winerror
pywinrm: winrm
pyxdg: xdg
pyyaml: yaml _yaml
pyzmq: zmq
rpi-gpio: RPi
ruamel-yaml: ruamel.yaml
ruamel-yaml-clib: _ruamel_yaml
scikit-build: skbuild
scikit-image: skimage
scikit-learn: sklearn
scikit-misc: skmisc
scikit-optimize: skopt
setuptools: setuptools pkg_resources _distutils_hack
shopifyapi: shopify
slackclient: slack
smbprotocol: smbclient smbprotocol
snowflake-connector-python: snowflake.connector
snowflake-snowpark-python: snowflake.snowpark
social-auth-app-django: social_django
social-auth-core: social_core
speechrecognition: speech_recognition
strawberry-graphql: strawberry
strawberry-graphql-django: strawberry_django
suds-community: suds
tabula-py: tabula
tensorflow: tensorflow
tensorflow-cpu: tensorflow
tensorflow-gpu: tensorflow
torch: torch torchgen functorch
typer: typer
typer-slim: typer
umap-learn: umap
unicode-slugify: slugify
uwsgi: uwsgi uwsgidecorators
websocket-client: websocket
wxpython: wx
yandexcloud: yandexcloud yandex
zope-interface: zope.interface
"""


@cache
def catalogue() -> dict[str, tuple[str, ...]]:
    """Return for each distribution of the table, by its normalised name, the modules that are its own."""
    rows = (line.partition(": ") for line in _LINES.strip().replace("\n ", " ").splitlines())
    return {distribution: tuple(modules.split()) for distribution, _, modules in rows}
