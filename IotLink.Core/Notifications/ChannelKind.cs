namespace IotLink.Core.Notifications;

/// <summary>Ways to reach a person. The portal is always there; the others need an address and a configured channel.</summary>
public enum ChannelKind { Portal, Mail, Sms, Voice, Webhook }
