namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>Section <c>Aws:Iot</c>. An address that is not set is the region's own; an account's own ones are what <c>aws iot describe-endpoint</c> says.</summary>
public sealed class AwsIotOptions
{
    public const string Section = "Aws:Iot";

    /// <summary>Shadows and publishing: the <c>iot:Data-ATS</c> endpoint.</summary>
    public string? DataEndpoint { get; set; }

    /// <summary>What devices ask about their jobs: the <c>iot:Jobs</c> endpoint.</summary>
    public string? JobsEndpoint { get; set; }

    /// <summary>Things and jobs themselves.</summary>
    public string? ControlEndpoint { get; set; }

    /// <summary>Waits for one answer; an attempt that lasts longer counts as failed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts at one request in all, 1 to 10.</summary>
    public int Attempts { get; set; } = 4;

    internal IEnumerable<string> Faults()
    {
        foreach (var (name, value) in new[] { (nameof(DataEndpoint), DataEndpoint), (nameof(JobsEndpoint), JobsEndpoint), (nameof(ControlEndpoint), ControlEndpoint) })
        {
            if (value is not null && !(Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
                yield return $"{Section}:{name} must be an address like https://... (was '{value}')";
        }

        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(1)) yield return $"{Section}:{nameof(Timeout)} must be 1 second to 1 minute (was {Timeout})";
        if (Attempts is < 1 or > 10) yield return $"{Section}:{nameof(Attempts)} must be 1 to 10 (was {Attempts})";
    }
}
