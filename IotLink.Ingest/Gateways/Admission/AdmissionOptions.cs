using System.ComponentModel.DataAnnotations;

namespace IotLink.Ingest.Gateways.Admission;

/// <summary>Section <c>Ingest:Admission</c>: what any gateway lets in.</summary>
public sealed class AdmissionOptions
{
    public const string Section = "Ingest:Admission";

    /// <summary>Largest payload of one message, in bytes.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MaxPayload { get; set; } = 64 * 1024;

    /// <summary>Messages a second one device may send in the long run; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int RatePerDevice { get; set; } = 200;

    /// <summary>Messages one device may send at once after a pause (a device that was offline sends its backlog).</summary>
    [Range(1, 10_000_000)]
    public int BurstPerDevice { get; set; } = 1000;

    /// <summary>Failed sign-ins a minute from one source address before it is turned away unheard; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int FailedSignInsPerMinute { get; set; } = 120;

    /// <summary>Refused messages a second each gateway hands to the dead letters; what comes beyond is only counted.</summary>
    [Range(0, 10_000)]
    public int DeadLettersPerSecond { get; set; } = 20;
}
