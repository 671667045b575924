package imece.gateway.feed;

import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Where the feed is, and who may open it: foreign origins were refused before, by the filter that guards all requests. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class FeedRoute implements WebSocketConfigurer {

    private final FeedEndpoint endpoint;

    FeedRoute(FeedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(endpoint, "/ws").setAllowedOriginPatterns("*").addInterceptors(new VisitorOfHandshake());
    }

    /** Hands the visitor, whom the filter has recognised, over to the socket. */
    private static final class VisitorOfHandshake implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            if (request instanceof ServletServerHttpRequest servlet) {
                Object visitor = servlet.getServletRequest().getAttribute(FeedEndpoint.VISITOR);
                if (visitor != null) {
                    attributes.put(FeedEndpoint.VISITOR, visitor);
                }
            }
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @org.jspecify.annotations.Nullable Exception exception) {}
    }
}
