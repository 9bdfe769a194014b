// What a package may hold before it is taken for an attack. A camera's own limits are not published; these are far above any real
// package and low enough that a hostile one cannot fill a disk.

export interface ArchiveLimits {
  /** Size of the .eap file, in bytes. */
  fileBytes: number;
  /** Files, folders and links together. */
  entries: number;
  /** All contents together, unpacked. */
  unpackedBytes: number;
  /** Unpacked to packed; looked at from 64 MiB unpacked on, because small texts pack very well. */
  ratio: number;
  /** Bytes of one name, and of one link target. */
  nameBytes: number;
  /** Folders inside folders. */
  depth: number;
  /** Size of manifest.json, package.conf, param.conf and the cgi file, which are kept in memory. */
  configurationBytes: number;
}

const mebibyte = 1024 * 1024;

/** A package beyond one of these is refused with a `package/…` code. */
export const archiveLimits: ArchiveLimits = {
  fileBytes: 512 * mebibyte,
  entries: 50_000,
  unpackedBytes: 2048 * mebibyte,
  ratio: 200,
  nameBytes: 1024,
  depth: 40,
  configurationBytes: mebibyte,
};

/** Unpacked size from which the ratio counts. */
export const ratioFloorBytes = 64 * mebibyte;
