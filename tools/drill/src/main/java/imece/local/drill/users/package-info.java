/** People on the farm of a drill: they ask, cancel, retry, watch, and write down what they saw. */
@NullMarked
package imece.local.drill.users;

import org.jspecify.annotations.NullMarked;
