//! Runs the user service until it is told to stop.

use std::io::{self, Write as _};

use clap::Parser;
use user_service::{DEMO_TOKEN, Tokens, start};

/// The user service of the demo company, with a store in memory.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The address to listen on.
    #[arg(long, env = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port to listen on; 0 for any free one.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    /// A bearer token that callers may use, with all scopes; may be given several times.
    #[arg(long = "token", env = "TOKENS", value_delimiter = ',', default_value = DEMO_TOKEN, hide_env_values = true)]
    tokens: Vec<String>,
    /// Start, say where, and stop.
    #[arg(long)]
    once: bool,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let running = start(&arguments.host, arguments.port, Tokens::new(arguments.tokens)).await?;
    writeln!(io::stdout(), "{}", running.url())?;
    if !arguments.once {
        apigen_http::server::shutdown().await;
    }
    running.stop().await
}
