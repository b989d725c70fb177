namespace IotLink.Core.Shadows;

/// <summary>What a thing, or somebody for it, may ask of a shadow.</summary>
public enum ShadowOperation { Get, Update, Delete }

public static class ShadowOperationWords
{
    extension(ShadowOperation operation)
    {
        /// <summary>As it stands in a topic: <c>get</c>.</summary>
        public string Word => operation switch { ShadowOperation.Get => "get", ShadowOperation.Update => "update", _ => "delete" };
    }
}
