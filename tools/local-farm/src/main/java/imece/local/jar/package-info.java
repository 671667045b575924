/** Programs as they were built, and with a few lines of their sources changed: for what compares a farm with one that lacks something. */
@NullMarked
package imece.local.jar;

import org.jspecify.annotations.NullMarked;
