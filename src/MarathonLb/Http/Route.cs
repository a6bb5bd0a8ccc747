using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>One path that we answer, and how.</summary>
/// <param name="Path">The whole path, compared exactly.</param>
/// <param name="Methods">What it may be asked with.</param>
/// <param name="Answer">Writes the answer; the method is one of <paramref name="Methods"/> and there is no body.</param>
internal sealed record Route(string Path, RouteMethods Methods, RequestDelegate Answer);
