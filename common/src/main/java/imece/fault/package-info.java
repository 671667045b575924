/**
 * What {@code ./imece drill} needs inside gateways and workers: named points of their code at which a process can be made to
 * die or freeze. They sleep unless a process was started with a drill's folder on its command line; see decision 0013.
 */
@NullMarked
package imece.fault;

import org.jspecify.annotations.NullMarked;
