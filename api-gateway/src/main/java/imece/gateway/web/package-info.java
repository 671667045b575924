/** The web app's files, and the headers that every answer carries. */
@NullMarked
package imece.gateway.web;

import org.jspecify.annotations.NullMarked;
