// Sends back what it gets, to one client: by streams, or by channels (NIO).
// Usage: java Echo streams|channels HOST PORT
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

public class Echo {
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[2]);
    if (args[0].equals("streams")) {
      streams(args[1], port);
    } else {
      channels(args[1], port);
    }
  }

  static void streams(String host, int port) throws Exception {
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName(host));
        Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    }
  }

  static void channels(String host, int port) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(host, port));
      try (SocketChannel channel = server.accept()) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1000);
        while (channel.read(buffer) >= 0) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          buffer.clear();
        }
      }
    }
  }
}
