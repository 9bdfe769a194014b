// Whether 32-bit ARM code was built with 64-bit times and file offsets. Both kinds of a function stand in glibc under different names, so
// the names that a file imports tell it. Source of the names: the symbols of glibc 2.36 for armhf.
import type { ElfFacts } from '../../support/elf.js';
import type { Width } from './types.js';

/** Functions that take or give a time, under the names they have with 32 bits. */
const narrowTime = new Set(
  (
    'adjtime clock_getres clock_gettime clock_nanosleep clock_settime ctime ctime_r difftime epoll_pwait2 futimens futimes ' +
    'getitimer getrusage gettimeofday gmtime gmtime_r localtime localtime_r mktime mq_timedreceive mq_timedsend msgctl nanosleep ' +
    'ppoll pselect pthread_clockjoin_np pthread_cond_clockwait pthread_cond_timedwait pthread_mutex_clocklock ' +
    'pthread_mutex_timedlock pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_timedjoin_np recvmmsg ' +
    'sched_rr_get_interval select sem_clockwait sem_timedwait semtimedop setitimer settimeofday sigtimedwait thrd_sleep time ' +
    'timegm timer_gettime timer_settime timerfd_gettime timerfd_settime timespec_get utime utimensat utimes wait3 wait4 ' +
    'stat fstat lstat fstatat stat64 fstat64 lstat64 fstatat64 __xstat __fxstat __lxstat __fxstatat __xstat64 __fxstat64 ' +
    '__lxstat64 __fxstatat64'
  ).split(' '),
);

/** `__clock_gettime64`, `__stat64_time64`, `__localtime64_r`. Older names that only have wide offsets are left out. */
const wideTime = /^_{2,3}\w+?64(_time64|_r)?$/;
const wideOffsetsOnly =
  /^__(f|l)?xstat(at)?64$|^__(open|openat|fseeko|ftello|p(read|write))64|^__libc_fcntl64$/;

/** Functions that take or give a file offset; with 64 bits each has 64 at its end. */
const narrowOffsets = new Set(
  (
    'creat fallocate fgetpos fopen freopen fseeko fsetpos fstatfs fstatvfs ftello ftruncate ftw glob lockf lseek mkostemp mkstemp mmap ' +
    'nftw open openat posix_fadvise posix_fallocate pread preadv pwrite pwritev readdir scandir sendfile statfs statvfs tmpfile ' +
    'truncate stat fstat lstat fstatat __xstat __fxstat __lxstat __fxstatat'
  ).split(' '),
);
const timeAndOffset = /^__(f|l)?stat(at)?64_time64$/;

export interface Widths {
  time: Width;
  offsets: Width;
  /** Names that tell 32-bit times, and those that tell 64-bit ones. */
  narrow: string[];
  wide: string[];
}

const isWideTime = (name: string): boolean => wideTime.test(name) && !wideOffsetsOnly.test(name);
const isWideOffset = (name: string): boolean =>
  timeAndOffset.test(name) || (/64$/.test(name) && narrowOffsets.has(name.slice(0, -2)));
const widthOf = (narrow: boolean, wide: boolean): Width =>
  narrow && wide ? 'both' : narrow ? 32 : wide ? 64 : undefined;

/** What the imports of 32-bit ARM code tell; nothing for other machines. */
export function widthsOf({ machine, imports }: ElfFacts): Widths {
  const names = machine === 'arm' ? imports.map(({ name }) => name) : [];
  const narrow = names.filter((name) => narrowTime.has(name));
  const wide = names.filter(isWideTime);
  return {
    time: widthOf(narrow.length > 0, wide.length > 0),
    offsets: widthOf(
      names.some((name) => narrowOffsets.has(name)),
      names.some(isWideOffset),
    ),
    narrow,
    wide,
  };
}
