// Rules that look at files and programs.

import type { Given, RuleCases } from './given.js';

const script = (text: string, mode = 0o755): Given => ({
  sections: { installation: { postInstallScript: 'post.sh' } },
  files: { 'post.sh': { text, mode } },
});

export const fileCases: Record<string, RuleCases> = {
  'package/license-empty': {
    says: [
      {
        given: { files: { LICENSE: undefined } },
        message: 'there is no LICENSE',
        fix: 'write the licence terms into LICENSE',
        at: './LICENSE',
      },
      { given: { files: { LICENSE: { size: 0 } } }, message: 'LICENSE is empty' },
    ],
    silent: [{ files: {} }, {}],
  },
  'package/mode-777': {
    says: [
      {
        given: { files: { 'html/a.html': { mode: 0o777 } } },
        message: 'html/a.html has mode 0777; a camera may then leave out the reverse proxy',
        fix: 'chmod 644 html/a.html',
        severity: 'warning',
      },
      {
        given: { files: { hello: { mode: 0o777, text: '#!/bin/sh' } } },
        message: 'hello has mode 0777; a camera may then leave out the reverse proxy',
        fix: 'chmod 755 hello',
      },
      {
        given: { files: { html: { type: 'directory', mode: 0o777 } } },
        message: 'html has mode 0777; a camera may then leave out the reverse proxy',
        fix: 'chmod 755 html',
      },
    ],
    silent: [
      { files: { 'html/a.html': {} } },
      { files: { 'notes.txt': { mode: 0o777 } } },
      { files: { 'lib/a': { type: 'symlink', mode: 0o777, target: 'b' }, 'lib/b': {} } },
    ],
  },
  'package/script-mode': {
    says: [
      {
        given: script('#!/bin/sh\n', 0o644),
        message: 'post.sh is not executable for all; the camera cannot run it',
        fix: 'chmod 755 post.sh',
        at: './post.sh',
      },
      {
        given: { files: { hello: { text: '#!/bin/sh\n', mode: 0o644 } } },
        message: 'hello is not executable for all; the camera cannot run it',
      },
    ],
    silent: [script('#!/bin/sh\n'), { files: { 'html/x.sh': { text: '#!/bin/sh\n' } } }],
  },
  'package/script-crlf': {
    says: [
      {
        given: script('#!/bin/sh\r\necho\r\n'),
        message: 'post.sh has carriage returns at its line ends; the camera’s shell cannot run it',
        fix: "convert it: sed -i 's/\\r$//' post.sh",
      },
    ],
    silent: [script('#!/bin/sh\necho\n'), { files: { 'html/a.html': { text: '<p>\r\n' } } }],
  },
  'package/link-broken': {
    says: [
      {
        given: { files: { 'lib/libx.so': { type: 'symlink', target: 'libx.so.1' } } },
        message: 'the link lib/libx.so leads to nothing',
      },
      {
        given: { files: { 'lib/libx.so': { type: 'symlink', target: '/usr/lib/libx.so' } } },
        message: 'the link lib/libx.so leads out of the app',
      },
      {
        given: { files: { 'lib/l': { type: 'symlink', target: '../../x' } } },
        message: 'the link lib/l leads out of the app',
      },
    ],
    silent: [{ files: { 'lib/libx.so': { type: 'symlink', target: './libx.so.1' }, 'lib/libx.so.1': {} } }],
  },
  'package/library-copies': {
    says: [
      {
        given: {
          files: { 'lib/libx.so': { size: 9 }, 'lib/libx.so.1': { size: 9 }, 'lib/liby.so': { size: 9 } },
        },
        message: 'lib/libx.so, lib/libx.so.1 look like copies of one library',
        fix: 'copy libraries with their links: cp -a',
      },
    ],
    silent: [
      { files: { 'lib/libx.so': { size: 9 }, 'lib/liby.so': { size: 9 } } },
      { files: { 'lib/libx.so': { type: 'symlink', target: 'libx.so.1' }, 'lib/libx.so.1': {} } },
    ],
  },
  'package/excluded-name': {
    says: [
      {
        given: { files: { 'html/index.html~': {} } },
        message: 'html/index.html~ will be left out of the package',
      },
      {
        given: { files: { 'html/.git': { type: 'directory' }, 'html/.git/config': {} } },
        message: 'html/.git will be left out of the package',
      },
    ],
    silent: [
      { files: { '.gitignore': {}, 'html/index.html': {} } },
      { files: { 'html/a~': {} }, kind: 'package' },
    ],
  },
  'project/stale-package': {
    says: [
      {
        given: { files: {}, packages: ['Old_1_0_0_aarch64.eap'] },
        message: 'Old_1_0_0_aarch64.eap lies in the app’s folder, where it may be installed by mistake',
        fix: 'delete it if it is old',
      },
    ],
    silent: [{ files: {} }],
  },
  'package/hard-link': {
    says: [
      {
        given: { files: { 'lib/a': { identity: '1:2' }, 'lib/b': { identity: '1:2' } } },
        message: 'lib/b and lib/a are one file on disk; Axis’ tool stores the second as a hard link',
        fix: 'copy it: cp --remove-destination lib/a lib/b',
      },
    ],
    silent: [
      { files: { 'lib/a': { identity: '1:2' }, 'lib/b': { identity: '1:3' } } },
      { files: { 'lib/a': { identity: '1:2' }, 'notes.txt': { identity: '1:2' } } },
    ],
  },
  'package/special-file': {
    says: [
      {
        given: { files: { 'html/socket': { type: 'special' } } },
        message: 'html/socket is a socket, pipe or device',
        severity: 'error',
      },
    ],
    silent: [{ files: { socket: { type: 'special' } } }],
  },
  'package/other-file-name': {
    says: [
      {
        given: { files: {}, otherFiles: ['my file'] },
        message: '"my file" cannot be packed under this name',
      },
      { given: { files: {}, otherFiles: ['../x'] }, message: '"../x" cannot be packed under this name' },
      { given: { files: {}, otherFiles: ['/etc/x'] }, message: '"/etc/x" cannot be packed under this name' },
    ],
    silent: [{ files: { 'data/a..b': {} }, otherFiles: ['data/a..b'] }],
  },
  'package/other-file-missing': {
    says: [
      {
        given: { files: {}, otherFiles: ['model.bin'] },
        message: 'model.bin, which is to be added, is not there',
        fix: 'correct the name given with --add or in package.json',
      },
    ],
    silent: [{ files: { 'data/m': {}, data: { type: 'directory' } }, otherFiles: ['./data/m', 'data/'] }],
  },
  'package/other-file-twice': {
    says: [
      { given: { files: { m: {} }, otherFiles: ['m', './m'] }, message: 'm is added twice' },
      {
        given: { files: { 'html/x': {} }, otherFiles: ['html/x'] },
        message: 'html/x is part of the package anyway',
        fix: 'leave it out of --add and of "add" in package.json',
      },
      { given: { files: {}, otherFiles: ['LICENSE'] }, message: 'LICENSE is part of the package anyway' },
    ],
    silent: [{ files: { m: {}, n: {} }, otherFiles: ['m', 'n'] }],
  },
  'package/other-file-excluded': {
    says: [
      {
        given: { files: { 'a~': {} }, otherFiles: ['a~'] },
        message: 'a~ is to be added, but packing leaves such names out',
        fix: 'rename it',
      },
    ],
    silent: [{ files: { a: {} }, otherFiles: ['a'] }],
  },
};
