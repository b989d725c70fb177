namespace IotLink.Core.Notifications;

/// <summary>Why a notification did not arrive, or not yet: the same word in the store, the metric and the screen.</summary>
public static class DeliveryReason
{
    /// <summary>The channel said: not now. It is tried again.</summary>
    public const string Later = "delivery.later";

    /// <summary>The channel said: never.</summary>
    public const string Refused = "delivery.refused";

    /// <summary>The channel could not be reached.</summary>
    public const string Unreachable = "delivery.unreachable";

    /// <summary>The host ended between handing it over and writing that down.</summary>
    public const string Interrupted = "delivery.interrupted";

    /// <summary>The address may not be called: private or loopback.</summary>
    public const string Forbidden = "delivery.forbidden-address";

    public const string Exhausted = "delivery.exhausted";

    public const string NoChannel = "delivery.no-channel";

    /// <summary>Acknowledged, resolved or stopped before it went.</summary>
    public const string Withdrawn = "delivery.withdrawn";
}
