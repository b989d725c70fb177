namespace IotLink.Ingest.Commands.Bench;

/// <summary>How long and how often a bench measures.</summary>
/// <param name="Rounds">Alternating rounds per row; the median counts.</param>
/// <param name="Round">One measurement.</param>
/// <param name="WarmUp">Load before the first round: the runtime compiles its hot code then, which is no part of what a message costs.</param>
/// <param name="Micro">One measurement of something of nanoseconds.</param>
/// <param name="Frames">Length of the past that is decoded again.</param>
/// <param name="Folder">Where logs are written: what is measured is the disk this stands on.</param>
internal sealed record BenchSettings(
    int Rounds, TimeSpan Round, TimeSpan WarmUp, TimeSpan Micro, int Frames, string Folder, TextWriter Progress)
{
    public static BenchSettings Of(bool quick, string folder, TextWriter progress) => quick
        ? new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(200), 500_000, folder, progress)
        : new(5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), 1_000_000, folder, progress);

    public FreshFolder Fresh(string name) => new(Folder, name);
}
