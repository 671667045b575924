/** What the policy of turns is told by rows. */
@org.jspecify.annotations.NullMarked
package imece.gateway.turn.rows;
