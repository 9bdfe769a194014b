# Host build of the addon through node-gyp. The sources are the same lists that CMakeLists.txt reads.
{
  "variables": { "jpeg%": "<!(pkg-config --exists libjpeg && echo 1 || echo 0)" },
  "targets": [
    {
      "target_name": "acapkit",
      "sources": [
        "<!@(node -p \"const s = require('./native/sources.json'); [...s.addon, ...s.core, ...s.shim, ...s.image].join(' ')\")",
        "<(INTERMEDIATE_DIR)/shim.S"
      ],
      "include_dirs": ["native", "native/include", "native/image/include", "<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
      "cflags_cc": ["-std=c++20", "-ffp-contract=off", "-Wall", "-Wextra", "<!@(pkg-config --cflags glib-2.0 gobject-2.0 gio-2.0)"],
      "libraries": ["<!@(pkg-config --libs glib-2.0 gobject-2.0 gio-2.0)", "-ldl"],
      "ldflags": ["-Wl,--version-script=<(module_root_dir)/native/addon/exports.map", "-Wl,-z,noexecstack"],
      "conditions": [
        [
          "jpeg==1",
          {
            "sources": ["<!@(node -p \"require('./native/sources.json').imageJpeg.join(' ')\")"],
            "defines": ["ACAPKIT_IMAGE_JPEG"],
            "libraries": ["<!@(pkg-config --libs libjpeg)"]
          }
        ]
      ],
      "actions": [
        {
          "action_name": "shim",
          "inputs": ["native/symbols/generate.mjs", "native/symbols/vdo.tsv", "native/symbols/axevent.tsv", "native/symbols/axparameter.tsv"],
          "outputs": ["<(INTERMEDIATE_DIR)/shim.S"],
          "action": ["node", "native/symbols/generate.mjs", "--out", "<(INTERMEDIATE_DIR)/shim.S", "shim", "x86_64", "vdo", "axevent", "axparameter"]
        }
      ]
    }
  ]
}
