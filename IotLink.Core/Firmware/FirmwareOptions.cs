namespace IotLink.Core.Firmware;

/// <summary>Section <c>Firmware</c>.</summary>
public sealed class FirmwareOptions
{
    public const string Section = "Firmware";

    /// <summary>Public keys that may sign images, by name: PEM, or the path of a PEM file.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];

    /// <summary>Largest image, in bytes.</summary>
    public long MostBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>File name endings that are taken.</summary>
    public string[] FileTypes { get; set; } = [".bin", ".img", ".hex", ".fw", ".swu", ".gz", ".zip", ".tar"];

    /// <summary>How long a download address holds at most; it ends earlier with the job execution it is for. 1 hour to 30 days: a device may be away when it is told.</summary>
    public TimeSpan UrlLife { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What download addresses begin with, such as <c>https://fw.example.com</c>; empty: the address of this host.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>How long a host may be silent about a campaign it holds before another takes it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a campaign is looked at.</summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a setting, by its key; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (MostBytes < 1) yield return $"{Section}:MostBytes must be 1 or more (was {MostBytes})";
        if (UrlLife < TimeSpan.FromHours(1) || UrlLife > TimeSpan.FromDays(30)) yield return $"{Section}:UrlLife must be 1 hour to 30 days (was {UrlLife})";
        if (Lease < TimeSpan.FromSeconds(1)) yield return $"{Section}:Lease must be 1 s or more (was {Lease})";
        if (Pace <= TimeSpan.Zero) yield return $"{Section}:Pace must be longer than 0 (was {Pace})";
        if (BaseUrl.Length > 0 && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return $"{Section}:BaseUrl must be an http or https address (was {BaseUrl})";
        foreach (var (name, key) in Keys)
        {
            if (!key.Contains("-----BEGIN", StringComparison.Ordinal) && !File.Exists(key)) yield return $"{Section}:Keys:{name} is neither PEM nor a file";
        }
    }

    /// <summary>The PEM of a trusted key; null when there is none of that name.</summary>
    internal string? PemOf(string keyId) =>
        !Keys.TryGetValue(keyId, out var key) ? null : key.Contains("-----BEGIN", StringComparison.Ordinal) ? key : File.ReadAllText(key);
}
