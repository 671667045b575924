/** People: accounts and their passwords, sessions, and the invites that let them in. */
@NullMarked
package imece.gateway.account;

import org.jspecify.annotations.NullMarked;
