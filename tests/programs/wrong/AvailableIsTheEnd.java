// A message is what is available; when nothing more is, it is taken for whole.
import java.net.InetAddress;
import java.net.ServerSocket;

class AvailableIsTheEnd {
  public static void main(String[] args) throws Exception {
    var host = InetAddress.getByName(args[0]);
    try (var server = new ServerSocket(Integer.parseInt(args[1]), 1, host);
        var in = server.accept().getInputStream()) {
      for (int first; (first = in.read()) != -1; ) {
        var text = new StringBuilder().append((char) first);
        while (in.available() > 0) text.append((char) in.read());
        for (var line : text.toString().split("\n")) System.out.println("message: " + line);
      }
    }
  }
}
