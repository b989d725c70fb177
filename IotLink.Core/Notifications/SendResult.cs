namespace IotLink.Core.Notifications;

/// <summary>What became of one attempt.</summary>
/// <param name="ProviderId">The provider's name for it.</param>
public sealed record SendResult(SendOutcome Outcome, string? Reason = null, string? Detail = null, string? ProviderId = null)
{
    public static SendResult Sent(string? providerId) => new(SendOutcome.Sent, null, null, providerId);

    public static SendResult Later(string reason, string detail) => new(SendOutcome.Later, reason, detail);

    public static SendResult Refused(string reason, string detail) => new(SendOutcome.Refused, reason, detail);

    public static SendResult Withdrawn { get; } = new(SendOutcome.Withdrawn);

    /// <summary>It was handed over and no answer came.</summary>
    public static SendResult Unclear(string detail) => new(SendOutcome.Unclear, DeliveryReason.Interrupted, detail);
}

public enum SendOutcome { Sent, Later, Refused, Unclear, Withdrawn }
