declare module 'node-gyp-build' {
  /** Loads the addon in `folder`: a local build, else the prebuild that fits this machine. */
  export default function nodeGypBuild(folder: string): unknown;
}
