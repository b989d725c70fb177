namespace IotLink.Ingest.Commands;

/// <summary>What every command answers to the shell.</summary>
public static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Ok = 0;

    /// <summary>A document or data has faults; stdout lists them.</summary>
    public const int Faults = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Something outside is missing: a file, a server, a free port.</summary>
    public const int Environment = 3;
}
