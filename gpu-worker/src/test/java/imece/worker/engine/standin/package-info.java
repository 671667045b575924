/**
 * Small servers that speak the protocols of image engines, vices included, written from what those engines were seen to say.
 * They hold no model and draw noise; what they show of timing, memory and pictures means nothing. They prove that an adapter
 * copes with a protocol, not that an engine works.
 */
package imece.worker.engine.standin;
