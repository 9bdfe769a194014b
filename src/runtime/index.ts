// What an app on the camera imports: `import { openVideo, openEvents, openParameters } from 'acapkit'`.
export { loadAddon } from './addon.js';
export {
  type CameraEvent,
  DeclaredEvent,
  type EventDeclaration,
  type EventKey,
  EventSubscription,
  Events,
  type EventValue,
  type EventValueType,
  openEvents,
} from './events.js';
export {
  type Background,
  type BackgroundOptions,
  type ImageArray,
  type ImageBox,
  type ImageColor,
  type ImageError,
  type ImageFit,
  type ImageFormat,
  type ImageFrame,
  type ImageOutput,
  type ImagePlan,
  type ImageRect,
  type ImageSource,
  type ImageType,
  image,
  type JpegOptions,
  type Motion,
  type TransformOptions,
} from './image.js';
export { openParameters, type ParameterChange, Parameters } from './parameters.js';
export { openVideo, type VideoFormat, VideoFrame, type VideoOptions, VideoStream } from './video.js';
