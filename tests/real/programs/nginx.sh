#!/bin/sh
# nginx in the foreground, with its files in a folder of its own.
folder=$(mktemp -d)
mkdir "$folder/www"
echo alpha >"$folder/www/a.txt"
echo bravo-charlie >"$folder/www/b.txt"
chmod -R a+rX "$folder"
cat >"$folder/conf" <<CONF
daemon off; master_process off; pid $folder/pid; error_log stderr;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
  server { listen $STICKYLAB_HOST:$STICKYLAB_PORT; root $folder/www; }
}
CONF
exec nginx -e stderr -p "$folder" -c "$folder/conf"
