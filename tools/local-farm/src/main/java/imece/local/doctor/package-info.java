/** What {@code ./imece doctor} says about a machine, its settings and the farm on it: facts are found, then judged. */
@NullMarked
package imece.local.doctor;

import org.jspecify.annotations.NullMarked;
