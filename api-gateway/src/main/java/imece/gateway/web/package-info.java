/** The web app's files, the headers that every answer carries, and the document of the API. */
@NullMarked
package imece.gateway.web;

import org.jspecify.annotations.NullMarked;
