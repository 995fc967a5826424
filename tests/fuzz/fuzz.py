#!/usr/bin/python3
"""Runs the fuzz targets of a build, each for some seconds, as many at once as there are processors.

usage: fuzz.py BUILD SECONDS [TARGET...]

What was learnt stays in BUILD/learnt/TARGET and is gone on from; inputs that crash, leak, hang or fill the memory are
saved in BUILD/findings/, what the sanitizers said of them in BUILD/findings/TARGET.log. Exit 1 on a finding. Fix it, and
keep its input as tests/fuzz/seeds/TARGET/WHAT-IT-WAS.
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
OPTIONS = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1", "-verbosity=1", "-reload=0"]
MOST_FINDINGS = 10  # of one target; further ones are mostly the same


def targets(build):
    with open(os.path.join(build, "tests", "fuzz", "targets"), encoding="utf-8") as f:
        return {name: seeds.split(";") for name, seeds in (line.strip().split(";", 1) for line in f)}


def saved(findings, name):
    return {f for f in os.listdir(findings) if f.startswith(name + "-")}


def folders_of(seeds):
    """libFuzzer takes folders only."""
    return sorted({s if os.path.isdir(s) else os.path.dirname(s) for s in seeds})


def fuzz(build, name, seeds, seconds):
    findings, learnt = os.path.join(build, "findings"), os.path.join(build, "learnt", name)
    os.makedirs(learnt, exist_ok=True)
    dictionary = os.path.join(HERE, name + ".dict")
    known, runs, cpu, unsaved = saved(findings, name), 0, 0.0, 0
    end = time.monotonic() + seconds
    with open(os.path.join(findings, name + ".log"), "w+", encoding="utf-8", errors="replace") as log:
        while (left := round(end - time.monotonic())) > 0 and len(saved(findings, name) - known) + unsaved < MOST_FINDINGS:
            before, start = saved(findings, name), log.tell()
            child = subprocess.Popen(
                [os.path.join(build, name + "_fuzz"), learnt, *folders_of(seeds), *OPTIONS, f"-max_total_time={left}",
                 f"-artifact_prefix={findings}/{name}-"] + ([f"-dict={dictionary}"] if os.path.exists(dictionary) else []),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            cpu += used.ru_utime + used.ru_stime
            log.seek(start)
            said = log.read()
            runs += int((re.findall(r"stat::number_of_executed_units:\s*(\d+)", said) or [0])[-1])
            if child.returncode != 0 and saved(findings, name) == before:
                unsaved += 1  # it ended without an input: the log tells why
    return name, runs, len(saved(findings, name) - known) + unsaved, cpu


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build, seconds, wanted = os.path.abspath(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    all_targets = targets(build)
    unknown = [name for name in wanted if name not in all_targets]
    if unknown:
        sys.exit(f"no target {unknown[0]}; one of: {' '.join(all_targets)}")
    os.makedirs(os.path.join(build, "findings"), exist_ok=True)
    print(f"{'target':<12}{'runs':>12}{'findings':>10}{'CPU s':>10}", flush=True)
    found = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(fuzz, build, name, all_targets[name], seconds) for name in wanted or all_targets]
        for job in concurrent.futures.as_completed(jobs):
            name, runs, findings, cpu = job.result()
            found += findings
            print(f"{name:<12}{runs:>12}{findings:>10}{cpu:>10.1f}", flush=True)
    if found:
        print(f"findings are in {os.path.relpath(os.path.join(build, 'findings'))}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
