/**
 * Hugging Face's safetensors: named arrays in one file, of which nothing is executed. Eight bytes
 * say how long the header is, in little-endian order; the header is JSON and says where each array
 * lies; then come the arrays, one behind the other. Knows no network.
 */
package org.latticework.trainer.safetensors;
