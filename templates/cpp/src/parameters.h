// One parameter of the app, read when the app starts.
#pragma once

/** ReportSeconds, or 2 when the camera does not give it. */
int readReportSeconds(const char* appName);
