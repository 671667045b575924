@NullMarked
package imece.local.doctor;

import org.jspecify.annotations.NullMarked;
