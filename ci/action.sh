#!/usr/bin/env bash
# What the GitHub Action runs: annotations on standard output, and a SARIF log where PSLINT_SARIF names a file.
# PSLINT_PATHS holds drafts or folders, one a line; PSLINT_ARGS more options, apart by spaces or line ends.
set -uo pipefail

paths=()
while IFS= read -r path; do
  [ -n "$path" ] && paths+=("$path")
done <<<"${PSLINT_PATHS:-.}"
# To the end of the text, not of the first line.
read -r -d '' -a args <<<"${PSLINT_ARGS:-}"

code=0
if [ -n "${PSLINT_SARIF:-}" ]; then
  said=$(pslint check ${args[@]+"${args[@]}"} --output-format sarif --output-file "$PSLINT_SARIF" -- "${paths[@]}" 2>&1)
  logged=$?
fi
pslint check ${args[@]+"${args[@]}"} --output-format github -- "${paths[@]}" || code=$?
# What is wrong with the drafts the second run says as well; what kept the log from being written it does not.
if [ "${logged:-0}" -gt 1 ] && [ "$code" -lt 2 ]; then
  printf '%s\n' "$said" >&2
  code=2
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  echo "exit-code=$code" >>"$GITHUB_OUTPUT"
fi
exit "$code"
