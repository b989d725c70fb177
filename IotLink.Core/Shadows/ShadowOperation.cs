namespace IotLink.Core.Shadows;

/// <summary>What a thing, or somebody for it, may ask of a shadow.</summary>
public enum ShadowOperation { Get, Update, Delete }
