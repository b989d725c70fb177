using System.Text.Encodings.Web;
using System.Text.Json;

namespace IotLink.Core.Things;

public static class ThingJson
{
    /// <summary>Text as people wrote it: Korean is not escaped, so a limit in bytes is about what was sent.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
