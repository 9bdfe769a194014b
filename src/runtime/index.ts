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
export { openParameters, type ParameterChange, Parameters } from './parameters.js';
export { openVideo, type VideoFormat, VideoFrame, type VideoOptions, VideoStream } from './video.js';
