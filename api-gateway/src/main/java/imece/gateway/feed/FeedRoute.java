package imece.gateway.feed;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Where the feed is, and who may open it: foreign origins were refused before, by the filter that guards all requests. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class FeedRoute implements WebSocketConfigurer {

    private final FeedEndpoint endpoint;
    private final SocketAdmission admission;

    FeedRoute(FeedEndpoint endpoint, SocketAdmission admission) {
        this.endpoint = endpoint;
        this.admission = admission;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(endpoint, "/ws").setAllowedOriginPatterns("*").addInterceptors(admission);
    }
}
