/** Heals what no event will heal: runs that no longer count, jobs whose message or worker is lost. On evidence only. */
@NullMarked
package imece.gateway.reconcile;

import org.jspecify.annotations.NullMarked;
