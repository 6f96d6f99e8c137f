// No policy stops peer connections, so the means to open one are taken away first.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCDataChannel", "RTCIceTransport"]) {
  delete globalThis[name];
}
