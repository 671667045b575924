const MAKERS = /^(NVIDIA|AMD|Intel(\(R\))?)\s+|\b(GeForce|Radeon|Graphics)\s+/g;

/** What people call a GPU: "RTX 4090", not "NVIDIA GeForce RTX 4090". */
export const gpuName = (full: string) => full.replace(MAKERS, '').trim() || full;
