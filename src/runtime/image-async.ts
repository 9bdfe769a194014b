// The limit of image work on the thread pool: each piece holds a frame and its result.

/** Runs and files that may be under way at once in a thread of JavaScript; further ones are rejected. */
export const underWayMax = 64;
let underWay = 0;

/** Starts the work, unless too much is under way. */
export async function limited<T>(start: () => Promise<T>): Promise<T> {
  if (underWay >= underWayMax) {
    const error = new Error(`${underWayMax} pieces of image work are under way; wait for one to end`);
    throw Object.assign(error, { code: 'ERR_IMAGE', field: '' });
  }
  underWay++;
  try {
    return await start();
  } finally {
    underWay--;
  }
}
