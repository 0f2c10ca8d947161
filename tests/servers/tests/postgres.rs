//! What tests rely on: databases apart from each other, and data that survive a kill.

use apigen_test_servers::{Postgres, Proxy};

#[test]
fn databases_of_a_server_are_apart() {
    let server = Postgres::shared();
    let (one, other) = (server.database(), server.database());
    assert_ne!(one, other);
    let name = |url: &str| url.rsplit('/').next().unwrap().to_owned();
    server.execute(&name(&one), "create table t (x int)");
    assert_eq!(server.execute(&name(&other), "select to_regclass('t') is null"), "t");
}

#[test]
fn committed_rows_survive_kills_and_restarts() {
    let mut server = Postgres::start();
    server.execute("postgres", "create table t (x int); insert into t values (1)");
    let url = server.url("postgres");
    for end in [Postgres::kill as fn(&mut Postgres), Postgres::stop] {
        end(&mut server);
        server.start_again();
        assert_eq!(server.execute("postgres", "select * from t"), "1");
    }
    server.restart();
    assert_eq!(server.url("postgres"), url);
}

#[test]
fn a_cut_network_breaks_connections_and_refuses_new_ones() {
    use std::io::Read;
    use std::net::TcpStream;

    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = Proxy::to(server.local_addr().unwrap().port());
    let connect = || TcpStream::connect(("127.0.0.1", proxy.port())).unwrap();
    let is_broken = |mut it: TcpStream| matches!(it.read(&mut [0]), Ok(0) | Err(_));

    let before = connect();
    drop(server.accept().unwrap());
    assert!(is_broken(before), "the end of the server is the end of the client");
    let during = connect();
    let _server_side = server.accept().unwrap();
    proxy.cut();
    assert!(is_broken(during));
    assert!(is_broken(connect()));
    proxy.mend();
    let _after = connect();
    server.accept().unwrap();
}
