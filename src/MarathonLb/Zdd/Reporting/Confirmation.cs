namespace MarathonLb.Zdd.Reporting;

/// <summary>Asks the operator, unless everything is allowed beforehand.</summary>
/// <param name="force">Ask nothing.</param>
/// <param name="input">Where answers come from.</param>
/// <param name="output">Where questions go.</param>
internal sealed class Confirmation(bool force, TextReader input, TextWriter output)
{
    /// <summary>True if the answer is yes; Enter alone is yes, the end of the input is no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellation)
    {
        if (force) return true;
        while (true)
        {
            await output.WriteAsync($"{question} [Y/n] ");
            await output.FlushAsync(cancellation);

            // A terminal's read can't be cancelled; the process ends with it pending.
            string? answer = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
            switch (answer?.Trim().ToLowerInvariant())
            {
                case null:
                    await output.WriteLineAsync("no answer: standard input has ended. --force/-f asks nothing");
                    return false;
                case "" or "y" or "ye" or "yes":
                    return true;
                case "n" or "no":
                    return false;
                default:
                    await output.WriteLineAsync("Answer yes or no (y or n).");
                    break;
            }
        }
    }
}
