namespace IotLink.Core.Firmware.Campaigns;

/// <param name="What">One of <see cref="CampaignWord"/>.</param>
/// <param name="By">null: IotLink itself.</param>
/// <param name="Detail">The ring's number, the stop rule, a person's reason, how many devices.</param>
public sealed record CampaignEvent(DateTimeOffset At, string What, string? By, string Detail);

/// <summary>Stable: screens rely on them.</summary>
public static class CampaignWord
{
    public const string Drafted = "drafted";
    public const string Edited = "edited";
    public const string Asked = "asked";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Started = "started";
    public const string Enrolled = "enrolled";
    public const string Ring = "ring";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string Halted = "halted";
    public const string RolledBack = "rolledBack";
    public const string Retried = "retried";
    public const string Ended = "ended";

    public static IReadOnlyList<string> All { get; } =
        [.. typeof(CampaignWord).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
