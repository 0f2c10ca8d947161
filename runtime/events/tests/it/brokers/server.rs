//! A server that all tests share, or one that a test may kill.

pub(crate) enum Server<S: 'static> {
    Shared(&'static S),
    Own(Box<S>),
}

impl<S> Server<S> {
    pub(crate) fn get(&self) -> &S {
        match self {
            Self::Shared(server) => server,
            Self::Own(server) => server,
        }
    }

    pub(crate) fn own(&mut self) -> &mut S {
        match self {
            Self::Shared(_) => panic!("others use this server too"),
            Self::Own(server) => server,
        }
    }
}
