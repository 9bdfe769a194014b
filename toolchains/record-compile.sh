#!/bin/sh
# Stands before the compiler in a make build: writes down folder and words of the call, then runs it. src/build/editor.ts reads the records.
{ printf '%s\0' "$PWD" "$@" >"$ACAPKIT_COMPILE_RECORDS/$$"; } 2>/dev/null
exec "$@"
