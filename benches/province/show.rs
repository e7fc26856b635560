//! Prints what was measured.

use crate::Measured;
use crate::load::Run;

fn find(measured: &Measured, name: &str, connections: usize) -> Option<Run> {
    let runs = measured.runs.iter();
    runs.filter(|(known, n, _)| known == name && *n == connections).map(|(.., run)| *run).next()
}

pub fn size(measured: &Measured) {
    println!("\n{} cases, median of the rounds", measured.cases);
    let (rate, cpu) = ("req/s", "CPU ms");
    println!(
        "{:<30} {:>4} {rate:>9} {:>9} {:>9} {cpu:>8} {:>8}",
        "", "conn", "p50 ms", "p99 ms", "to bare"
    );
    for (name, connections, run) in &measured.runs {
        // Filing beside the one row that is written, all others beside the one that is read.
        let beside = if name == "filing (durable)" {
            "bare: one row written"
        } else {
            "bare: one row by key"
        };
        let bare = find(measured, beside, *connections).map_or(0.0, |run| run.rate);
        println!(
            "{name:<30} {connections:>4} {:>9.0} {:>9.2} {:>9.2} {:>8.3} {:>8.3}",
            run.rate,
            run.p50_ms,
            run.p99_ms,
            run.cpu_ms,
            run.rate / bare.max(1.0),
        );
    }
    for (name, median, longest) in &measured.tables {
        println!("{name:<30} median {median:>9.1} ms, longest {longest:>9.1} ms");
    }
}

/// How much slower the largest size is than the smallest.
pub fn growth(all: &[Measured]) {
    let [first, .., last] = all else { return };
    println!("\n{} cases to {}: times longer", first.cases, last.cases);
    println!("{:<30} {:>4} {:>8} {:>8} {:>8}", "", "conn", "p50", "p99", "CPU");
    for (name, connections, run) in &last.runs {
        let Some(before) = find(first, name, *connections) else { continue };
        let times = |now: f64, then: f64| now / then.max(0.001);
        println!(
            "{name:<30} {connections:>4} {:>8.2} {:>8.2} {:>8.2}",
            times(run.p50_ms, before.p50_ms),
            times(run.p99_ms, before.p99_ms),
            times(run.cpu_ms, before.cpu_ms),
        );
    }
    for ((name, now, _), (_, then, _)) in last.tables.iter().zip(&first.tables) {
        println!("{name:<30}      {:>8.2}", now / then.max(0.001));
    }
}
