// Rules about AXIS OS 13. A schema of 2.x in these cases reaches 13 with its compatibleOsVersions, unless a case says otherwise.

import { elfFacts } from '../../support/elf-facts.js';
import type { Given, RuleCases } from './given.js';

const only12 = { compatibleOsVersions: [{ min: '12.0', max: '12' }] };
const app13 = (given: Given): Given => ({ schemaVersion: '2.2.0', files: {}, ...given });
const app12 = (given: Given): Given => app13({ ...given, setup: { ...only12, ...given.setup } });
const postInstall = { installation: { postInstallScript: 'post.sh' } };
const script = (text: string, mode = 0o755): Given =>
  app13({ sections: postInstall, files: { 'post.sh': { text, mode } } });
const text = (content: string, name = 'lib/ask.sh'): Given =>
  app13({ files: { [name]: { text: content, mode: 0o755 } } });
const call = 'curl http://127.0.0.1/axis-cgi/param.cgi\n';
const dlpuOption = { runOptions: 'a9-dlpu-tflite /usr/local/packages/hello/model.tflite' };
const dlpuProgram = elfFacts({ dlpuDevices: ['axis-a8-dlpu-tflite'] });

export const os13Cases: Record<string, RuleCases> = {
  'os13/not-declared': {
    says: [
      {
        given: { schemaVersion: '2.2.0', setup: only12, os: '13' },
        message: 'AXIS OS 13 will refuse the package: compatibleOsVersions does not reach 13',
        fix: 'raise "max" to "13", or leave cameras with AXIS OS 13 out',
        severity: 'error',
        source: 'Axis: Extend compatibility to future AXIS OS major versions; stated',
      },
      {
        given: { schemaVersion: '2.2.0', setup: only12, os: 'os13.0' },
        message: 'AXIS OS 13 will refuse the package: compatibleOsVersions does not reach 13',
      },
    ],
    silent: [
      { schemaVersion: '2.2.0', setup: only12 },
      { schemaVersion: '2.2.0', setup: only12, os: '12' },
      { schemaVersion: '2.2.0', os: '13' },
      { schemaVersion: '2.2.0', setup: { compatibleOsVersions: [{ min: '12', max: '14.2' }] }, os: '13' },
      { schemaVersion: '2.2.0', setup: { compatibleOsVersions: ['13', null] }, os: '12' },
      { os: '13' },
    ],
  },
  'os13/script-mode': {
    says: [
      {
        given: app13({ files: { 'lib/start.sh': { text: '#!/bin/sh\n' } } }),
        message: 'lib/start.sh is not executable for all; the app cannot run it',
        fix: 'chmod 755 lib/start.sh',
        severity: 'warning',
        at: './lib/start.sh',
      },
      {
        given: app13({
          files: { 'tool.sh': { text: '#! /bin/sh -e\n', mode: 0o700 } },
          otherFiles: ['tool.sh'],
        }),
        message: 'tool.sh is not executable for all; the app cannot run it',
      },
      {
        given: { files: { 'lib/start.sh': { text: '#!/bin/sh\n' } }, os: '13' },
        message: 'lib/start.sh is not executable for all; the app cannot run it',
      },
    ],
    silent: [
      app12({ files: { 'lib/start.sh': { text: '#!/bin/sh\n' } } }),
      app13({ files: { 'lib/start.sh': { text: '#!/bin/sh\n', mode: 0o755 } } }),
      app13({ files: { 'lib/main.js': { text: '#!/usr/bin/env node\n' } } }),
      app13({ files: { 'lib/node_modules/x/run.sh': { text: '#!/bin/sh\n' } } }),
      app13({ files: { 'html/x.sh': { text: '#!/bin/sh\n' }, 'notes.sh': { text: '#!/bin/sh\n' } } }),
      script('#!/bin/sh\n', 0o644),
    ],
  },
  'os13/shebang': {
    says: [
      {
        given: script('echo hello\n'),
        message: 'post.sh is run and does not begin with #!',
        fix: 'begin it with #!/bin/sh and use what a plain shell has',
        severity: 'warning',
        at: './post.sh',
      },
      { given: script('\ufeff#!/bin/sh\n'), message: 'post.sh is run and does not begin with #!' },
      {
        given: script('#!/bin/bash\n'),
        message: 'post.sh needs /bin/bash, which cameras do not have',
      },
      {
        given: app13({
          sections: { uninstallation: { preUninstallScript: 'end.sh' } },
          files: { 'end.sh': { text: '#! /usr/bin/env sh\n', mode: 0o755 } },
        }),
        message: 'end.sh needs /usr/bin/env, which cameras do not have',
      },
      {
        given: app13({ files: { hello: { text: '#!/usr/bin/python3\n', mode: 0o755 } } }),
        message: 'hello needs /usr/bin/python3, which cameras do not have',
      },
      {
        given: text('#!/usr/bin/perl\n', 'lib/tool.pl'),
        message: 'lib/tool.pl needs /usr/bin/perl, which cameras do not have',
      },
    ],
    silent: [
      script('#!/bin/sh\n'),
      script('#!/bin/sh\r\n'),
      script('#!/usr/local/packages/hello/lib/node\n'),
      app12({ sections: postInstall, files: { 'post.sh': { text: 'echo\n', mode: 0o755 } } }),
      app13({ files: { 'lib/tool.py': { text: '#!/usr/bin/python3\n' } } }),
      app13({ files: { 'lib/node_modules/x/cli.js': { text: '#!/usr/bin/env node\n', mode: 0o755 } } }),
      app13({ files: { hello: { mode: 0o755, elf: elfFacts() }, 'lib/settings': { text: 'a=1\n' } } }),
    ],
  },
  'os13/loopback': {
    says: [
      {
        given: text(`#!/bin/sh\n${call}`),
        message: 'lib/ask.sh asks for http://127.0.0.1/axis-cgi/param.cgi, where an app gets nothing',
        severity: 'warning',
        at: 2,
        source: 'Axis: VAPIX access for ACAP applications; inferred',
      },
      {
        given: text('const video = "rtsp://root:pass@localhost:554/axis-media/media.amp";', 'lib/main.js'),
        message: 'lib/main.js asks for rtsp://localhost:554/axis-media/media.amp, where an app gets nothing',
      },
      {
        given: { ...text(call), schemaVersion: '1.7.3', os: '13' },
        message: 'lib/ask.sh asks for http://127.0.0.1/axis-cgi/param.cgi, where an app gets nothing',
      },
    ],
    silent: [
      app12({ files: { 'lib/ask.sh': { text: call } } }),
      text('curl http://127.0.0.12/axis-cgi/param.cgi\n'),
      text('wget http://localhost:2001/vapix/x http://127.0.0.1:8080/axis-cgi/ rtsp://127.0.0.1:8554/a\n'),
      text(`  # ${call}  // ${call}`),
      text(call, 'html/app.js'),
      text(call, 'lib/README.md'),
      app13({
        configuration: {
          reverseProxy: [{ apiPath: '/web', target: 'http://localhost:2001', access: 'admin' }],
        },
        files: { 'manifest.json': { text: '{ "target": "http://localhost:2001" }' } },
        kind: 'package',
      }),
    ],
  },
  'manifest/dlpu': {
    says: [
      {
        given: app13({ setup: dlpuOption }),
        message: 'the app uses a9-dlpu-tflite of larod and does not ask for the DLPU',
        fix: 'add "deepLearningProcessor": { "enabled": true, "required": false } to resources',
        severity: 'warning',
      },
      {
        given: app13({ files: { hello: { elf: dlpuProgram } } }),
        message: 'the app uses axis-a8-dlpu-tflite of larod and does not ask for the DLPU',
        at: './hello',
      },
      {
        given: app13({
          setup: dlpuOption,
          resources: { deepLearningProcessor: { enabled: false, required: false } },
        }),
        message: 'the app uses a9-dlpu-tflite of larod and does not ask for the DLPU',
      },
    ],
    silent: [
      app13({
        setup: dlpuOption,
        resources: { deepLearningProcessor: { enabled: true, required: false } },
      }),
      app13({ setup: { runOptions: 'google-edge-tpu-tflite model.tflite' } }),
      app13({ setup: { runOptions: 'cpu-tflite dlpu.tflite' } }),
      app12({ setup: dlpuOption }),
      { setup: dlpuOption, os: '13' },
      app13({ files: { 'notes.elf': { elf: dlpuProgram } } }),
    ],
  },
};
