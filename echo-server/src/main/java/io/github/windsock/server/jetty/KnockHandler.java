package io.github.windsock.server.jetty;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request to the visitor of its door. */
final class KnockHandler extends Handler.Abstract.NonBlocking {
    private final Engine engine;

    KnockHandler(Engine engine) {
        this.engine = engine;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        DoorEndPoint tcp = DoorEndPoint.under(endPoint);
        tcp.knocked();
        tcp.door().visitor().knocked(new HttpKnock(engine, request, response, callback, endPoint, tcp));
        return true;
    }
}
