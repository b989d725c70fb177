namespace IotLink.Core.Adapters.Webhooks;

/// <summary>Section <c>Notifications:Webhook</c>. Without a secret no webhook is called.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Notifications:Webhook";

    /// <summary>What the receiver checks our signature with.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Loopback, link-local and private addresses may be called, and plain HTTP spoken.</summary>
    public bool AllowPrivate { get; set; }
}
