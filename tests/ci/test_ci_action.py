"""The shell steps of action.yml, run with bash in a real repository, with a GitHub on this machine to comment on."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP
from tests.report.test_report_sarif import VALIDATOR

pytestmark = pytest.mark.git

PLACE = "file=shop/web.py,line=1,endLine=1,col=1,endColumn=20,title=archlint shop/skip"
HOSTILE = "$(touch pwned) `touch pwned`; touch pwned"


def pwned(job):
    """Give the files that somebody's words have made, anywhere."""
    return [*job.workspace.parent.rglob("pwned*")]


def trap(job):
    """Let the settings name a rule of the project's own that makes a file as soon as it is loaded."""
    words = [job.installed["python"], "-m", "archlint", "new-rule", "own"]
    subprocess.run(words, cwd=job.workspace, check=True, capture_output=True)
    with (job.workspace / "archlint_rules/own.py").open("a") as file:
        file.write("from pathlib import Path\n\nPath(__import__('os').environ['GITHUB_WORKSPACE'], 'pwned').touch()\n")
    job.write({"archlint.toml": 'rule-folders = ["archlint_rules"]\n[rules.own]\n'})


class TestVerdict:
    """Exit code, annotations, summary and reports of one run."""

    def test_code_that_keeps_its_rules(self, job):
        done = job.run()

        assert not done.failed
        assert done.annotations == []
        assert done.summary.startswith("## archlint: nothing new\n")
        assert done.outputs["exit-code"] == "0"
        assert (done.outputs["new"], done.outputs["known"]) == ("0", "0")
        assert [step for step in done.used if step["name"] != "Upload SARIF"] == []

    def test_code_that_breaks_a_rule(self, job):
        job.write(SKIP)

        done = job.run()

        assert done.failed
        assert done.codes == {"Check": 0, "Comment": 0, "Pass the verdict on": 1}
        assert [(one.severity, one.values) for one in done.annotations] == [("error", PLACE)]
        assert done.annotations[0].message.startswith("shop.web -> shop.db passes over shop.orders")
        assert done.summary.startswith("## archlint: 1 new violation\n")
        assert "shop/skip: shop.web -> shop.db" in done.log
        assert done.outputs["new"] == "1"

    def test_reports_are_whole_and_lie_where_the_outputs_say(self, job):
        job.write(SKIP)

        outputs = job.run().outputs

        sarif = json.loads(Path(outputs["sarif-file"]).read_bytes())
        assert list(VALIDATOR.iter_errors(sarif)) == []
        assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["shop"]
        assert json.loads(Path(outputs["json-file"]).read_bytes())["summary"]["new"] == 1
        assert Path(outputs["markdown-file"]).read_text().startswith("## archlint: 1 new violation\n")

    def test_the_sarif_report_goes_where_the_workflow_wants_it(self, job):
        done = job.run(sarif_file="out put.sarif")

        assert done.outputs["sarif-file"] == str(job.workspace / "out put.sarif")
        assert (job.workspace / "out put.sarif").exists()

    def test_settings_with_a_mistake_fail_and_say_why_on_every_page(self, job):
        job.on("pull_request")
        job.write({"archlint.toml": SHOP["archlint.toml"].replace("linked-list", "linked-lisst")})

        done = job.run(against="none")

        assert done.codes["Pass the verdict on"] == 2
        assert (
            done.annotations[0].message
            == "archlint ended with exit code 2 before there was a verdict; the log says why."
        )
        for page in (done.summary, job.github.bodies[0]):
            assert "## archlint: no verdict\n" in page
            assert "did you mean `linked-list`?" in page
        assert (done.outputs["exit-code"], done.outputs["new"], done.outputs["sarif-file"]) == ("2", "", "")

    def test_a_name_that_is_wrong_is_told_beside_all_that_could_be_judged(self, job):
        job.write({"archlint.toml": SHOP["archlint.toml"].replace("shop.web", "shop.wbe")})

        done = job.run()

        assert done.codes["Pass the verdict on"] == 2
        assert "did you mean `shop.web`?" in done.log
        assert "incomplete" in done.summary.splitlines()[0]

    def test_more_words_are_handed_on_as_words(self, job):
        job.write(SKIP)

        assert job.run(args="--exit-zero --output 'concise=my report.txt'").outputs["exit-code"] == "0"
        assert (job.workspace / "my report.txt").read_text().startswith("shop/web.py:1:1: shop/skip")

    def test_a_folder_of_the_repository(self, job):
        job.write({f"apps/the shop/{name}": text for name, text in {**SHOP, **SKIP}.items()})

        done = job.run(working_directory="apps/the shop")

        assert "file=apps/the shop/shop/web.py," in done.annotations[0].values

    def test_what_was_found_before_is_not_taken_for_what_is_found_now(self, job):
        assert job.run().outputs["json-file"]
        job.write({"archlint.toml": "="})

        outputs = job.run().outputs

        assert (outputs["json-file"], outputs["sarif-file"], outputs["new"]) == ("", "", "")


class TestInputs:
    """What cannot be is told in words, and the step that looks at it fails."""

    @pytest.mark.parametrize(
        ("inputs", "words"),
        [
            ({"comment": "yes"}, "The input `comment` is `yes`; it can be `true` or `false`."),
            ({"sarif": "maybe"}, "The input `sarif` is `maybe`; it can be `true` or `false` or `auto`."),
            ({"cache": ""}, "The input `cache` is ``; it can be `true` or `false`."),
            ({"args": "--limit '1"}, "The input `args` cannot be taken apart into words: No closing quotation."),
            (
                {"working_directory": "shpo"},
                "There is no folder `shpo` to check in. Does actions/checkout stand before this step?",
            ),
        ],
    )
    def test_a_mistake(self, job, inputs, words):
        done = job.run(**inputs)

        assert done.failed
        assert done.codes == {"Check": 2}
        assert [one.message for one in done.annotations] == [words]


class TestHostile:
    """Neither names nor code that somebody proposes rule the job."""

    def test_names_are_never_run(self, job):
        job.on("pull_request", base=HOSTILE)
        job.variables |= {"GITHUB_HEAD_REF": HOSTILE, "GITHUB_REF_NAME": HOSTILE}
        job.write({f"{HOSTILE}/{name}": text for name, text in {**SHOP, **SKIP}.items()})

        words = f"--output 'concise={HOSTILE}.txt'"
        done = job.run(working_directory=HOSTILE, args=words, against="none", sarif_file=f"{HOSTILE}.sarif")

        assert pwned(job) == []
        assert done.outputs["exit-code"] == "1"
        assert done.outputs["sarif-file"] == str(job.workspace / f"{HOSTILE}.sarif")
        assert (job.workspace / HOSTILE / f"{HOSTILE}.txt").exists()

    def test_a_line_of_the_code_is_no_command(self, job):
        """Without a stop, the runner would take this line of the report for an annotation, a mask, or an output."""
        line = "from shop import db  # ##[warning]all is well"
        job.write({"shop/web.py": f"{line}\nfrom shop import orders\n"})

        done = job.run()

        assert line in done.log
        assert [one.severity for one in done.annotations] == ["error"]

    def test_no_module_of_the_code_is_run(self, job):
        trap = "from pathlib import Path\nPath(__file__).with_name('pwned').touch()\nraise SystemExit(0)\n"
        names = ("click", "json", "archlint", "sitecustomize", "workflow", "tomllib", "shop/click")
        job.write({**SKIP, **{f"{name}.py": trap for name in names}})
        job.variables["PYTHONPATH"] = f"{job.workspace}:{job.workspace}/shop"

        done = job.run()

        assert pwned(job) == []
        assert done.outputs["exit-code"] == "1"

    def test_rules_of_strangers_are_refused_where_the_token_may_write(self, job):
        trap(job)
        job.on("pull_request_target", fork=True)

        done = job.run(against="none")

        assert pwned(job) == []
        assert "ARCHLINT_NO_OWN_RULES" in done.log
        assert done.codes["Pass the verdict on"] == 2

    def test_a_trap_snaps_where_rules_are_run(self, job):
        """Else the test above would hold for a trap that never works."""
        trap(job)

        job.run()

        assert [path.name for path in pwned(job)] == ["pwned"]


class TestUpload:
    """When the SARIF report goes to code scanning."""

    @pytest.mark.parametrize(
        ("sarif", "event", "surroundings", "uploaded"),
        [
            ("false", "push", {}, None),
            ("true", "push", {"private": True}, "false"),
            ("true", "pull_request", {"fork": True}, "false"),
            ("auto", "push", {}, "true"),
            ("auto", "push", {"private": True}, None),
            ("auto", "pull_request", {}, "true"),
            ("auto", "pull_request", {"fork": True}, None),
        ],
    )
    def test_it_is_uploaded(self, job, sarif, event, surroundings, uploaded):
        job.on(event, **surroundings)

        used = {step["name"]: step for step in job.run(sarif=sarif, against="none").used}

        assert (used["Upload SARIF"]["continue-on-error"] if used else None) == uploaded

    def test_what_is_uploaded_is_the_report(self, job):
        job.write(SKIP)

        done = job.run(sarif="true")

        assert [step["with"] for step in done.used] == [{"sarif_file": done.outputs["sarif-file"]}]
        assert done.codes["Pass the verdict on"] == 1

    def test_a_report_that_is_not_there_is_not_uploaded(self, job):
        job.write({"archlint.toml": "="})

        assert job.run(sarif="true").used == []
