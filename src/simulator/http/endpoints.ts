// All addresses of the camera in one list.
import type { Apps } from '../apps.js';
import type { FrameServer, Sensor } from '../frame-source/frame-server.js';
import type { PreviewClient } from '../frame-source/preview-client.js';
import type { SystemLog } from '../log/system-log.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import type { DeviceProfile } from '../profile.js';
import { basicDeviceInfoEndpoint } from './basic-device-info.js';
import { controlEndpoint } from './control.js';
import type { Endpoint } from './exchange.js';
import { listEndpoint } from './list.js';
import type { LiveEvents } from './live-events.js';
import { localFilesEndpoint, localPrefix } from './local-files.js';
import { pageEndpoints } from './page.js';
import type { StatsSource } from './page-views.js';
import { paramEndpoint } from './param.js';
import { systemLogEndpoint } from './system-log.js';
import { systemReadyEndpoint } from './system-ready.js';
import { uploadEndpoint } from './upload.js';
import { imageEndpoint, mjpegEndpoint } from './video.js';

export interface EndpointParts {
  apps: Apps;
  log: SystemLog;
  parameters: ParameterStore;
  profile: DeviceProfile;
  architecture: string;
  preview: PreviewClient;
  frameServer: FrameServer;
  sensor: Sensor;
  live: LiveEvents;
  stats: StatsSource;
  uploadDirectory: string;
  uploadLimitBytes: number;
  /** Shown on the page. */
  camera: Record<string, unknown>;
}

export function endpoints(parts: EndpointParts): {
  exact: Record<string, Endpoint>;
  prefixes: Record<string, Endpoint>;
} {
  const { apps, log, parameters, profile, architecture, preview, frameServer, sensor, stats, camera } = parts;
  const video = { preview, sensor, server: frameServer };
  const upload = { apps, log, directory: parts.uploadDirectory, limitBytes: parts.uploadLimitBytes };
  return {
    exact: {
      '/axis-cgi/applications/upload.cgi': uploadEndpoint(upload),
      '/axis-cgi/applications/control.cgi': controlEndpoint(apps, log),
      '/axis-cgi/applications/list.cgi': listEndpoint(apps),
      '/axis-cgi/param.cgi': paramEndpoint({ parameters, log, listRole: 'viewer' }),
      '/axis-cgi/admin/param.cgi': paramEndpoint({ parameters, log, listRole: 'admin' }),
      '/axis-cgi/basicdeviceinfo.cgi': basicDeviceInfoEndpoint(profile, architecture),
      '/axis-cgi/systemready.cgi': systemReadyEndpoint(),
      '/axis-cgi/systemlog.cgi': systemLogEndpoint(log),
      '/axis-cgi/admin/systemlog.cgi': systemLogEndpoint(log),
      '/axis-cgi/mjpg/video.cgi': mjpegEndpoint(video),
      '/axis-cgi/jpg/image.cgi': imageEndpoint(video),
      '/acapkit/events': parts.live.endpoint(),
      ...pageEndpoints({ apps, parameters, stats, camera }),
    },
    prefixes: { [localPrefix]: localFilesEndpoint(apps) },
  };
}
