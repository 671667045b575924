/** The bench behind {@code ./imece bench}: what is measured, one class each. */
@NullMarked
package imece.bench;

import org.jspecify.annotations.NullMarked;
